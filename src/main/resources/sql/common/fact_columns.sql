{% for name in table.columnNames %}
{% if resolvedBy contains name %}
        coalesce({{ name }}_row.{{ resolvedBy[name].dimensionKey }}, '{{ keys.unknown }}'),
{% else %}
        staged.{{ name }},
{% endif %}
{% endfor %}
