"""Published boards and what pages read of them (发布与阅读): cross-app read models, typed and scoped."""
