"""Records -> the tables of the read model, one file a part; nothing here reads them."""
