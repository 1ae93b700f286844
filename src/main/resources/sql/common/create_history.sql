-- What each batch said of each member, a row where it changed; the batches that said something.
{% if members.hasDeletes %}
-- A row without _row_hash says that the member was deleted.
{% endif %}
create table {{ area }}_staging.history_{{ table.name }} (
{% for column in table.stagedTableColumns %}
    {{ column.name }} {{ type(column.type) }}{% if members.carried contains column.name %} not null{% endif %},
{% endfor %}
    _batch_date date not null,
    _until date not null,
    primary key ({{ unit }}, _batch_date)
);

create table {{ area }}_staging.batches_{{ table.name }} (
    batch_date date not null,
    is_incomplete boolean default false not null,
    primary key (batch_date)
);

{% if not members.deliversChanges %}
{% include "common/create_unstated.sql" %}
{% endif %}

{% if members.signature != "type1" %}
comment on table {{ area }}_staging.history_{{ table.name }} is '{{ members.signature }}';

{% endif %}
