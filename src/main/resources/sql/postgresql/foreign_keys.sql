-- BI tools read the star's shape from these. Keys are right by construction, so nothing checks them
-- again: Postgres 18 is told so, before it the loader sets session_replication_role where it may.
do $$
declare
    unchecked text := case when current_setting('server_version_num')::integer >= 180000 then ' not enforced' else ' deferrable initially deferred' end;
begin
{% for key in table.foreignKeys.entrySet() %}
    execute 'alter table {{ area }}.{{ table.name }} add constraint {{ table.name }}_{{ key.key }}_fk'
        || ' foreign key ({{ key.key }}) references {{ key.value }}' || unchecked;
{% endfor %}
{% if table.isFact %}
    execute 'alter table {{ area }}.{{ table.name }} add constraint {{ table.name }}_date_key_fk'
        || ' foreign key (date_key) references shared.dim_date' || unchecked;
{% endif %}
end
$$;
