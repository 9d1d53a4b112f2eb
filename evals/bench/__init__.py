"""How fast the service is, beside a bare endpoint that streams the same frames in the same run."""
