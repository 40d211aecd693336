// swift-format-ignore-file
// Made by script/generate/carbon_rules.py from datasets/carbon-rules; change those and run it again.

let builtInGrades = """
edition,measure,grade,name_zh,name_en,upper,source,verified
huzhou-2021,level,low,低碳,Low-carbon,0.6,湖州《规上工业企业碳效等级评价方法》,partly
huzhou-2021,level,mid,中碳,Medium-carbon,2.0,湖州《规上工业企业碳效等级评价方法》,partly
huzhou-2021,level,high,高碳,High-carbon,,湖州《规上工业企业碳效等级评价方法》,partly
huzhou-2021,grade,1,高,High,0.6,湖州《规上工业企业碳效等级评价方法》,partly
huzhou-2021,grade,2,较高,Fairly high,0.8,湖州《规上工业企业碳效等级评价方法》,partly
huzhou-2021,grade,3,接近行业平均,Near the sector average,1.2,湖州《规上工业企业碳效等级评价方法》,partly
huzhou-2021,grade,4,较低,Fairly low,2.0,湖州《规上工业企业碳效等级评价方法》,partly
huzhou-2021,grade,5,低,Low,,湖州《规上工业企业碳效等级评价方法》,partly
"""

let builtInAllowances = """
edition,class,name_zh,name_en,from,to,property,value,unit,source,verified
mee-power-2019-2020,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2019,2020,power,0.877,tCO2/MWh,生态环境部 2019-2020年全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2020〕3号,partly
mee-power-2019-2020,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2019,2020,heat,0.126,tCO2/GJ,生态环境部 2019-2020年全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2020〕3号,partly
mee-power-2019-2020,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2019,2020,power,0.979,tCO2/MWh,生态环境部 2019-2020年全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2020〕3号,partly
mee-power-2019-2020,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2019,2020,heat,0.126,tCO2/GJ,生态环境部 2019-2020年全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2020〕3号,partly
mee-power-2019-2020,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2019,2020,power,1.146,tCO2/MWh,生态环境部 2019-2020年全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2020〕3号,partly
mee-power-2019-2020,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2019,2020,heat,0.126,tCO2/GJ,生态环境部 2019-2020年全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2020〕3号,partly
mee-power-2019-2020,gas,燃气机组,Gas units,2019,2020,power,0.392,tCO2/MWh,生态环境部 2019-2020年全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2020〕3号,partly
mee-power-2019-2020,gas,燃气机组,Gas units,2019,2020,heat,0.059,tCO2/GJ,生态环境部 2019-2020年全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2020〕3号,partly
mee-power-2021-2022,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2021,2021,power,0.8218,tCO2/MWh,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2021,2021,heat,0.1111,tCO2/GJ,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2021,2021,power,0.8773,tCO2/MWh,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2021,2021,heat,0.1111,tCO2/GJ,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2021,2021,power,0.9350,tCO2/MWh,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2021,2021,heat,0.1111,tCO2/GJ,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,gas,燃气机组,Gas units,2021,2021,power,0.3920,tCO2/MWh,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,gas,燃气机组,Gas units,2021,2021,heat,0.0560,tCO2/GJ,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2022,2022,power,0.8177,tCO2/MWh,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2022,2022,heat,0.1105,tCO2/GJ,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2022,2022,power,0.8729,tCO2/MWh,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2022,2022,heat,0.1105,tCO2/GJ,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2022,2022,power,0.9303,tCO2/MWh,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2022,2022,heat,0.1105,tCO2/GJ,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,gas,燃气机组,Gas units,2022,2022,power,0.3901,tCO2/MWh,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2021-2022,gas,燃气机组,Gas units,2022,2022,heat,0.0557,tCO2/GJ,生态环境部 2021、2022年度全国碳排放权交易配额总量设定与分配实施方案（发电行业） 国环规气候〔2023〕1号; recalled,no
mee-power-2023-2024,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2023,2023,power,0.7950,tCO2/MWh,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2023,2023,heat,0.1038,tCO2/GJ,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2023,2023,power,0.8090,tCO2/MWh,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2023,2023,heat,0.1038,tCO2/GJ,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2023,2023,power,0.8285,tCO2/MWh,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2023,2023,heat,0.1038,tCO2/GJ,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,gas,燃气机组,Gas units,2023,2023,power,0.3305,tCO2/MWh,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,gas,燃气机组,Gas units,2023,2023,heat,0.0536,tCO2/GJ,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2024,2024,power,0.7910,tCO2/MWh,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_gt300,300MW等级以上常规燃煤机组,Conventional coal above the 300 MW class,2024,2024,heat,0.1033,tCO2/GJ,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2024,2024,power,0.8049,tCO2/MWh,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_le300,300MW等级及以下常规燃煤机组,Conventional coal of the 300 MW class and below,2024,2024,heat,0.1033,tCO2/GJ,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2024,2024,power,0.8244,tCO2/MWh,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,coal_unconv,非常规燃煤机组（含循环流化床）,Unconventional coal and fluidised beds,2024,2024,heat,0.1033,tCO2/GJ,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,gas,燃气机组,Gas units,2024,2024,power,0.3288,tCO2/MWh,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-power-2023-2024,gas,燃气机组,Gas units,2024,2024,heat,0.0533,tCO2/GJ,生态环境部 2023、2024年度全国碳排放权交易发电行业配额总量和分配方案,partly
mee-industry-2024-2025,steel,钢铁,Steel,2024,2024,emissions,1,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案,yes
mee-industry-2024-2025,steel,钢铁,Steel,2025,2025,slope,0.15,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案; recalled,no
mee-industry-2024-2025,steel,钢铁,Steel,2025,2025,cap,0.03,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案; recalled,no
mee-industry-2024-2025,cement,水泥,Cement,2024,2024,emissions,1,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案,yes
mee-industry-2024-2025,cement,水泥,Cement,2025,2025,slope,0.15,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案; recalled,no
mee-industry-2024-2025,cement,水泥,Cement,2025,2025,cap,0.03,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案; recalled,no
mee-industry-2024-2025,aluminium,铝冶炼,Aluminium smelting,2024,2024,emissions,1,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案,yes
mee-industry-2024-2025,aluminium,铝冶炼,Aluminium smelting,2025,2025,slope,0.15,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案; recalled,no
mee-industry-2024-2025,aluminium,铝冶炼,Aluminium smelting,2025,2025,cap,0.03,-,生态环境部 2024、2025年度全国碳排放权交易市场钢铁、水泥、铝冶炼行业配额总量和分配方案; recalled,no
"""

let builtInPrices = """
year,low,middle,high,source,verified
2021,38.50,42.85,62.29,Shanghai Environment and Energy Exchange annual summary: lowest; mean by volume; highest,partly
2024,69.30,95.96,105.65,range of one public ledger; mean of the secondary market from ICAP,partly
"""
