{% if isMonthly %}
-- Each month gets a partition, and the rows that are there move into theirs.
{% else %}
-- The rows move out of their partitions into one table.
{% endif %}
alter table {{ area }}.{{ table.name }} rename to {{ table.name }}_before;
create table {{ area }}.{{ table.name }} (like {{ area }}.{{ table.name }}_before including defaults){% if isMonthly %} partition by range (date_key){% endif %};

{% if isMonthly %}
do $$
declare
    v_month integer;
begin
    for v_month in select distinct date_key / 100 from {{ area }}.{{ table.name }}_before loop
        call loadstar.add_month('{{ area }}', '{{ table.name }}', v_month);
    end loop;
end
$$;

{% endif %}
insert into {{ area }}.{{ table.name }} select * from {{ area }}.{{ table.name }}_before;
drop table {{ area }}.{{ table.name }}_before;

{% include "postgresql/fact_indexes.sql" %}
{% include "postgresql/foreign_keys.sql" %}

{% include "common/comments.sql" %}
