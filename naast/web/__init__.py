"""FastAPI: the public chat API, the desk API, the pages and the widget's files."""
