"""The grounded composer: answers in six languages from tool results alone."""
