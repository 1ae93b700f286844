-- Loads append by batch, so block ranges find a batch and a period at next to no cost.
create index {{ table.name }}_batch on {{ area }}.{{ table.name }} using brin (_batch_date);
create index {{ table.name }}_date on {{ area }}.{{ table.name }} using brin (date_key);

{% if table.layout.isIndexed %}
-- What is added to a batch is held against what it has, row by row.
create index {{ table.name }}_grain on {{ area }}.{{ table.name }} ({{ table.grain | join(', ') }});

{% endif %}{% for key in table.resolved %}{% if key.mayBeUnknown %}
-- Rows that wait for their member.
create index {{ table.name }}_{{ key.column }}_unknown on {{ area }}.{{ table.name }} ({{ key.durable }}) where {{ key.column }} = '{{ keys.unknown }}';

{% endif %}{% endfor %}
