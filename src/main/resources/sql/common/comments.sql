{% if table.description is not empty %}
comment on table {{ area }}.{{ table.name }} is '{{ quoted(table.description) }}';
{% endif %}
{% for column in table.columns %}{% if column.description is not empty %}
comment on column {{ area }}.{{ table.name }}.{{ column.name }} is '{{ quoted(column.description) }}';
{% endif %}{% endfor %}
comment on column {{ area }}.{{ table.name }}._batch_date is 'Batch that contributed the row';

