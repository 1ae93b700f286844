{% for key in table.resolved %}
    left join {{ area }}.{{ key.dimension }} as {{ key.column }}_row
        on {{ key.column }}_row.{{ key.memberKey }} = staged.{{ key.durable }}
{% if key.isType2 %}
        and {{ key.column }}_row._facts_from <= staged.date_key
        and {{ key.column }}_row._facts_until > staged.date_key
{% endif %}
{% endfor %}
