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
    primary key ({{ table.keyColumn }}){% for key in table.foreignKeys.entrySet() %},
    foreign key ({{ key.key }}) references {{ key.value }}{% endfor %}{% elseif table.isBridge %},
    primary key ({{ table.grain | join(', ') }}){% else %}{% for key in table.foreignKeys.entrySet() %},
    foreign key ({{ key.key }}) references {{ key.value }}{% endfor %},
    foreign key (date_key) references shared.dim_date{% endif %}

)
{{ redshiftLayout }};

{% if table.isDimension %}

{% include "common/unknown_member.sql" %}

{% include "common/create_history.sql" %}
{% elseif table.isBridge %}
{% include "common/create_unknown_group.sql" %}
{% else %}
-- Rows that gave way to another batch's row of the same grain; they return if that one goes.
create table {{ area }}_staging.superseded_{{ table.name }} (like {{ area }}.{{ table.name }});

{% endif %}
{% include "common/create_staging.sql" %}
grant select on {{ area }}.{{ table.name }} to role {{ area }}_reader;

{% include "common/comments.sql" %}
