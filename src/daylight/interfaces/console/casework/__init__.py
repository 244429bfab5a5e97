"""Pages that act (办的页面): today's list, filing, deciding; every act is a service of casework."""
