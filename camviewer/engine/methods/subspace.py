"""Methods that look for the directions in which a layer varies most."""
