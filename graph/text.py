from tools.text import clean, fold, words

__all__ = ["clean", "fold", "words"]
