{{ transient }} {{ area }}_staging.staging_{{ table.name }} (
{% for column in table.stagedTableColumns %}
    {{ column.name }} {{ type(column.type) }},
{% endfor %}
    _run_id bigint not null
){{ unsaved }};

{% if table.isDimension %}
{{ transient }} {{ area }}_staging.changed_{{ table.name }} (
{% for column in changedColumns %}
    {{ column.name }} {{ type(column.type) }},
{% endfor %}
    _batch_date date not null
){{ unsaved }};

{{ transient }} {{ area }}_staging.touched_{{ table.name }} (
{% for name in members.carried %}
    {{ name }} {% if name == "_effective" %}{{ type(members.boundType) }}{% else %}{{ type(keys.type) }}{% endif %},
{% endfor %}
    _next_batch date
){{ unsaved }};

{% if not members.deliversChanges %}
{{ transient }} {{ area }}_staging.unread_{{ table.name }} (
    {{ members.durableKey }} {{ type(keys.type) }},
    _run_id bigint not null
){{ unsaved }};

{% endif %}

{% if members.isType2 %}
{{ transient }} {{ area }}_staging.versions_{{ table.name }} (
{% for column in changedColumns %}
    {{ column.name }} {{ type(column.type) }},
{% endfor %}
    _batch_date date not null
){{ unsaved }};

{% endif %}
{% if members.isResolved %}
{{ transient }} {{ area }}_staging.moved_{{ table.name }} (
    {{ members.durableKey }} {{ type(keys.type) }} not null,
{% if members.isType2 %}
    {{ table.keyColumn }} {{ type(keys.type) }} not null,
{% endif %}
    _facts_from {{ type(members.factsBoundType) }} not null,
    _facts_until {{ type(members.factsBoundType) }} not null,
    _is_new boolean not null
){{ unsaved }};

{% endif %}
{% if members.isOutrigger %}
{{ transient }} {{ area }}_staging.named_{{ table.name }} (
    {{ members.durableKey }} {{ type(keys.type) }} not null,
{% for name in members.naturalKey %}
    {{ name }} {{ type(table.column(name).get().type) }}{% if not loop.last %},{% endif %}

{% endfor %}
){{ unsaved }};

{% endif %}
{% if members.isInferable %}
{{ transient }} {{ area }}_staging.inferred_{{ table.name }} (
{% for column in table.inferred.columns %}
    {{ column.name }} {{ type(column.type) }},
{% endfor %}
    _run_id bigint not null
){{ unsaved }};

{% endif %}
{% endif %}
