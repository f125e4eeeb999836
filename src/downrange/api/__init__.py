"""What is answered: the 2.3.0 contract, from a question about the catalogue to its answer. Knows the catalog."""
