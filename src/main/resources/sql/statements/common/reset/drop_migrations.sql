drop table if exists loadstar.migrations_{{ area }}
