-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. What BI sees: the star, and by which keys its tables join.
-- Tables: {{ tables | join(', ') }}
grant select, references on all tables in schema {{ area }} to role {{ area }}_reader;
grant select, references on shared.dim_date to role {{ area }}_reader;
alter default privileges in schema {{ area }} grant select, references on tables to role {{ area }}_reader;
