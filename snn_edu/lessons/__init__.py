"""One module per lesson, named as its notebook without the number: its views and its exercises."""
