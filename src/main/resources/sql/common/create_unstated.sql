-- Members of whom a batch says nothing, since their records were kept out of it.
create table {{ area }}_staging.unstated_{{ table.name }} (
    {{ members.durableKey }} {{ type(keys.type) }} not null,
    batch_date date not null
);

