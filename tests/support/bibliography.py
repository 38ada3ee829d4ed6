"""A small library in which works can be mistaken for each other."""

LIBRARY = """
@book{abel2001, author = {Abel, Anna}, title = {On offices}, year = {2001}, publisher = {Example Press}}
@book{abel2003, author = {Abel, Anna}, title = {On desks}, year = {2003}, publisher = {Example Press}}
@report{oecd2017a, author = {{OECD}}, title = {Alpha}, year = {2017}, institution = {OECD}}
@report{oecd2017b, author = {{OECD}}, title = {Beta}, year = {2017}, institution = {OECD}}
@report{oecd2017c, author = {{OECD}}, title = {Gamma}, year = {2017}, institution = {OECD}}
@report{oecd2019, author = {{OECD}}, title = {Delta}, year = {2019}, institution = {OECD}}
@article{smithj2010, author = {Smith, John}, title = {Mail}, journaltitle = {Journal}, year = {2010}}
@article{smithja2014, author = {Smith, Jane}, title = {Queues}, journaltitle = {Journal}, year = {2014}}
@article{smithm2012, author = {Smith, Mary}, title = {Lines}, journaltitle = {Journal}, year = {2012}}
@article{many2010, author = {Smith, John and Jones, Kim and Lee, Pat}, title = {Many}, year = {2010}}
@article{more2010, author = {Smith, John and Brown, Lou and Lee, Pat}, title = {More}, year = {2010}}
@online{untitled, title = {A page without an author}, url = {https://example.org/}, year = {2015}}
@online{undated1, author = {{City}}, title = {One}, url = {https://example.org/1}}
@online{undated2, author = {{City}}, title = {Two}, url = {https://example.org/2}}
"""
