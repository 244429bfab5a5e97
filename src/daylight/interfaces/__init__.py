"""Doors (接口): console, portal, API and command line; they translate and decide nothing."""
