{% if table.kind == "DIMENSION" %}
-- What refers to it goes with it, in whatever order.
do $$
declare
    foreign_key record;
begin
    for foreign_key in
        select
            cast(cast(conrelid as regclass) as text) as table_name,
            conname
        from pg_constraint
        where confrelid = cast('{{ area }}.{{ table.name }}' as regclass)
            and connamespace = cast('{{ area }}' as regnamespace)
            and contype = 'f'
            and conparentid = 0
    loop
        execute 'alter table ' || foreign_key.table_name || ' drop constraint ' || foreign_key.conname;
    end loop;
end
$$;

{% endif %}
{% include "common/drop_table.sql" %}
