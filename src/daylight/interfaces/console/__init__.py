"""The workbench (工作台): pages of the city, the counties, the schools. It translates and decides nothing."""
