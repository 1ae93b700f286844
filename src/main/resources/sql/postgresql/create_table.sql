create table {{ area }}.{{ table.name }} (
{% for column in table.columns %}
    {{ column.name }} {{ type(column.type) }}{% if table.isDimension and table.joinKeys contains column.name %} default '{{ keys.unknown }}'{% elseif column.name == "is_inferred" %} default false{% endif %}{% if column.notNull %} not null{% endif %},
{% endfor %}
{% for column in table.internalColumns %}
    {{ column.name }} {{ type(column.type) }},
{% endfor %}
    _batch_date date not null,
    _run_id bigint not null,
    _loaded_at timestamp not null{% if table.isDimension %},
    constraint {{ table.name }}_pk primary key ({{ table.keyColumn }}){% elseif table.isBridge %},
    constraint {{ table.name }}_pk primary key ({{ table.grain | join(', ') }}){% endif %}

){% if isMonthly %} partition by range (date_key){% endif %};

{% if table.isDimension %}
{% include "common/unknown_member.sql" %}

{% include "common/create_history.sql" %}
{% if outriggers is not empty %}
{% include "postgresql/foreign_keys.sql" %}
{% endif %}
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
{% include "postgresql/fact_indexes.sql" %}
-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table {{ area }}_staging.superseded_{{ table.name }} (like {{ area }}.{{ table.name }});

{% include "postgresql/foreign_keys.sql" %}

{% endif %}
{% include "common/create_staging.sql" %}
{% include "common/comments.sql" %}
