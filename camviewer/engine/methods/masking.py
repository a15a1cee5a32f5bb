"""Methods that show the network its input through masks made of the layer's channels."""
