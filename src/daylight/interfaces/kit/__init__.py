"""What all pages share (页面共用): base template, tokens, palette, tags, charts, map, guards."""
