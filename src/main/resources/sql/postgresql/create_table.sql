create table {{ area }}.{{ table.name }} (
{% for column in table.columns %}
    {{ column.name }} {{ type(column.type) }}{% if table.isDimension and table.groupKeys contains column.name %} default '{{ keys.unknown }}'{% elseif column.name == "is_inferred" %} default false{% endif %}{% if column.notNull %} not null{% endif %},
{% endfor %}
{% for column in table.internalColumns %}
    {{ column.name }} {{ type(column.type) }},
{% endfor %}
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null{% if table.isDimension %},
    constraint {{ table.name }}_pk primary key ({{ table.keyColumn }}){% elseif table.isBridge %},
    constraint {{ table.name }}_pk primary key ({{ table.grain | join(', ') }}){% endif %}

);

{% if table.isDimension %}
{% include "common/unknown_member.sql" %}

{% include "common/create_history.sql" %}
{% if members.isType2 %}

-- Versions of a member, and what batches said of it.
create index {{ table.name }}_member on {{ area }}.{{ table.name }} ({{ members.durableKey }});
{% endif %}
{% if members.hasEffective %}
create index history_{{ table.name }}_member on {{ area }}_staging.history_{{ table.name }} ({{ members.durableKey }});
{% endif %}
{% elseif table.isBridge %}
{% include "common/create_unknown_group.sql" %}
{% else %}
-- Loads append by batch, so block ranges find a batch and a period at next to no cost.
create index {{ table.name }}_batch on {{ area }}.{{ table.name }} using brin (_batch_date);
create index {{ table.name }}_date on {{ area }}.{{ table.name }} using brin (date_key);

{% for key in table.resolved %}{% if key.mayBeUnknown %}
-- Rows that wait for their member.
create index {{ table.name }}_{{ key.column }}_unknown on {{ area }}.{{ table.name }} ({{ key.durable }}) where {{ key.column }} = '{{ keys.unknown }}';

{% endif %}{% endfor %}
-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table {{ area }}_staging.superseded_{{ table.name }} (like {{ area }}.{{ table.name }});

{% include "postgresql/foreign_keys.sql" %}

{% endif %}
{% include "common/create_staging.sql" %}
{% include "common/comments.sql" %}
