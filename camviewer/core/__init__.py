"""What every other package stands on: errors, images, registries, parameters, progress.

Knows numpy and the standard library only.
"""
