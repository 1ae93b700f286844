create table {{ area }}.{{ table.name }} (
{% for column in table.columns %}
    {{ column.name }} {{ type(column.type) }}{% if table.isDimension and table.groupKeys contains column.name %} default '{{ unknownKey }}'{% endif %}{% if column.notNull %} not null{% endif %},
{% endfor %}
{% if table.isDimension %}
    _row_hash varchar(64),
{% endif %}
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null{% if table.isDimension %},
    constraint {{ table.name }}_pk primary key ({{ table.keyColumn }}){% elseif table.isBridge %},
    constraint {{ table.name }}_pk primary key ({{ table.grain | join(', ') }}){% endif %}

);

{% if table.isDimension %}
insert into {{ area }}.{{ table.name }} ({{ table.keyColumn }}, _batch_date, _run_id, _loaded_at)
values ('{{ unknownKey }}', date '0001-01-01', 0, timestamp '0001-01-01 00:00:00');

{% include "common/create_history.sql" %}
{% elseif table.isBridge %}
{% include "common/create_unknown_group.sql" %}
{% else %}
-- Loads append by batch, so block ranges find a batch and a period at next to no cost.
create index {{ table.name }}_batch on {{ area }}.{{ table.name }} using brin (_batch_date);
create index {{ table.name }}_date on {{ area }}.{{ table.name }} using brin (date_key);

-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table {{ area }}_staging.superseded_{{ table.name }} (like {{ area }}.{{ table.name }});

-- BI tools read the star's shape from these. Keys are right by construction, so nothing checks them
-- again: Postgres 18 is told so, before it the loader sets session_replication_role where it may.
do $$
declare
    unchecked text := case when current_setting('server_version_num')::integer >= 180000 then ' not enforced' else '' end;
begin
{% for key in table.foreignKeys.entrySet() %}
    execute 'alter table {{ area }}.{{ table.name }} add constraint {{ table.name }}_{{ key.key }}_fk'
        || ' foreign key ({{ key.key }}) references {{ area }}.{{ key.value }}' || unchecked;
{% endfor %}
    execute 'alter table {{ area }}.{{ table.name }} add constraint {{ table.name }}_date_key_fk'
        || ' foreign key (date_key) references shared.dim_date' || unchecked;
end
$$;

{% endif %}
{% include "postgresql/create_staging.sql" %}
{% include "common/comments.sql" %}
