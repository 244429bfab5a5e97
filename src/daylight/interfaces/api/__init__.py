"""The JSON door (接口): read-only, described by OpenAPI. It translates selectors and decides nothing."""
