
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

{% if hasIndexes and mart.grain[0] != mart.date %}
-- Rows of a date are made anew together.
create index {{ mart.name }}_date on {{ area }}.{{ mart.name }} ({{ mart.date }});

{% endif %}
{% if mart.description is not empty %}
comment on table {{ area }}.{{ mart.name }} is '{{ quoted(mart.description) }}';
{% endif %}
{% for column in mart.columns %}{% if column.description is not empty %}
comment on column {{ area }}.{{ mart.name }}.{{ column.name }} is '{{ quoted(column.description) }}';
{% endif %}{% endfor %}

-- Dates whose rows are made anew, and those of which facts are read for it.
{{ transient }} {{ area }}_staging.refreshed_{{ mart.name }} (
    date_key integer not null
){{ unsaved }};

{{ transient }} {{ area }}_staging.read_{{ mart.name }} (
    date_key integer not null
){{ unsaved }};
