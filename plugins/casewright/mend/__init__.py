"""Problems → text in which they are mended, where a program can know how.

A record is never written anew from what was read: text is replaced at the spots where problems stand, so that comments,
quotation marks and line breaks around them stay as somebody wrote them.
"""
