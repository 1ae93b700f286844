create schema if not exists {{ area }};
create schema if not exists {{ area }}_staging;

-- BI connects through this role; it sees the star, not the staging area.
call loadstar.ensure_reader('{{ area }}');

grant usage on schema {{ area }} to role {{ area }}_reader;
grant usage on schema shared to role {{ area }}_reader;
grant select on shared.dim_date to role {{ area }}_reader;

