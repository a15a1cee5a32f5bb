"""Methods that cover parts of the input or of the layer, wherever they lie."""
