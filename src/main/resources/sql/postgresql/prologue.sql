create schema if not exists {{ area }};
create schema if not exists {{ area }}_staging;

-- BI connects through this role; it sees the star, not the staging area.
do $$
begin
    if not exists (select 1 from pg_roles where rolname = '{{ area }}_reader') then
        create role {{ area }}_reader nologin;
    end if;
end
$$;

grant usage on schema {{ area }}, shared to {{ area }}_reader;
grant select on shared.dim_date to {{ area }}_reader;
alter default privileges in schema {{ area }} grant select on tables to {{ area }}_reader;

