
-- Dates of which a publication changes facts.
{{ transient }} if not exists {{ area }}_staging.changed_dates (
    date_key integer not null
){{ unsaved }};

create table {{ area }}.{{ mart.name }} (
{% for column in mart.columns %}
    {{ column.name }} {{ type(column.type) }}{% if column.notNull %} not null{% endif %},
{% endfor %}
    primary key ({{ mart.grain | join(', ') }})
);

{% if hasIndexes and mart.grain[0] != mart.refresh.column %}
-- Rows of a {% if mart.keyed %}key{% else %}date{% endif %} are made anew together.
create index {{ mart.name }}_{% if mart.keyed %}key{% else %}date{% endif %} on {{ area }}.{{ mart.name }} ({{ mart.refresh.column }});

{% endif %}
{% if hasIndexes %}{% for index in indexes %}
-- Rows of a key are read together.
create index if not exists {{ index.mart }}_{{ index.column }} on {{ area }}.{{ index.mart }} ({{ index.column }});

{% endfor %}{% endif %}
{% if mart.description is not empty %}
comment on table {{ area }}.{{ mart.name }} is '{{ quoted(mart.description) }}';
{% endif %}
{% for column in mart.columns %}{% if column.description is not empty %}
comment on column {{ area }}.{{ mart.name }}.{{ column.name }} is '{{ quoted(column.description) }}';
{% endif %}{% endfor %}

{% if mart.keyed %}
-- Keys whose rows are made anew.
{{ transient }} {{ area }}_staging.refreshed_{{ mart.name }} (
    {{ mart.refresh.column }} {{ type(mart.refreshedBy.type) }} not null
){{ unsaved }};
{% else %}
-- Dates whose rows are made anew, and those of which facts are read for it.
{{ transient }} {{ area }}_staging.refreshed_{{ mart.name }} (
    date_key integer not null
){{ unsaved }};

{{ transient }} {{ area }}_staging.read_{{ mart.name }} (
    date_key integer not null
){{ unsaved }};
{% endif %}
