"""The whole way of one promise, walked by the people who work on it and the people it is for."""
