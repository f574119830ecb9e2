"""The web app: the case in a browser, on this machine. Pages call the same workflows as the command line.

`app.create_app` makes it, `pages.PAGES` lists what it shows, `server.serve` runs it.
"""
