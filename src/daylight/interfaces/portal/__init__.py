"""The public site (公众门户): what everybody may see, without sign-in."""
