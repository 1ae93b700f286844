-- What each batch said of each member, a row where it changed; the batches that said something.
create table {{ area }}_staging.history_{{ table.name }} (
{% for column in table.columns %}
    {{ column.name }} {{ type(column.type) }}{% if column.name == table.keyColumn %} not null{% endif %},
{% endfor %}
    _row_hash varchar(64),
    _batch_date date not null,
    _until date not null,
    primary key ({{ table.keyColumn }}, _batch_date)
);

create table {{ area }}_staging.batches_{{ table.name }} (
    batch_date date not null,
    primary key (batch_date)
);

