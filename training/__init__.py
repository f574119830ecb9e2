"""How the reader's model was made: corpora, batches, network, training, export, evaluation."""
