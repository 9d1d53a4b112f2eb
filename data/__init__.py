"""The city pack: facts as files, each with its source and date, and the loader that refuses a broken one."""
