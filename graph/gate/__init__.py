"""The gate between a language model and the reader: it lets out what this turn's tool results cover, and nothing else."""
