"""Offices together: what an office sends, and what a province or the country makes of it.

An office sends a folder of Parquet files with a manifest (:mod:`sending`); the folders of many are read, each checked
against its manifest (:mod:`gathering`), judged by the very same query and evaluator, here (:mod:`judging`) or on a
cluster (:mod:`cluster`).
"""
