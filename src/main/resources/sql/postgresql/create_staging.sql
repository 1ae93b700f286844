create unlogged table {{ area }}_staging.staging_{{ table.name }} (
{% for column in table.columns %}
    {{ column.name }} {{ type(column.type) }},
{% endfor %}
{% if table.isDimension %}
    _row_hash varchar(64),
{% endif %}
    _run_id bigint not null
);

{% if table.isDimension %}
create unlogged table {{ area }}_staging.changed_{{ table.name }} (
{% for column in table.columns %}
    {{ column.name }} {{ type(column.type) }},
{% endfor %}
    _row_hash varchar(64),
    _batch_date date not null
);

create unlogged table {{ area }}_staging.touched_{{ table.name }} ({{ table.keyColumn }} varchar(64) not null);

{% endif %}
