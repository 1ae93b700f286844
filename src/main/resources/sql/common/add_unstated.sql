alter table {{ area }}_staging.batches_{{ table.name }} add column is_incomplete boolean default false not null;

{% if not members.deliversChanges %}
{% include "common/create_unstated.sql" %}
{% endif %}
